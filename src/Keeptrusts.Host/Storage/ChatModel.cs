using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>Conversations of the console, and the documents that they draw on. The full-text index over passages is in <see cref="PassageIndex"/>.</summary>
internal static class ChatModel
{
    public static void Configure(ModelBuilder model)
    {
        var conversation = model.Entity<Conversation>().ToTable("conversations");
        conversation.HasKey(c => c.Id);
        conversation.HasIndex(c => new { c.UserId, c.UpdatedAt });
        conversation.HasOne<User>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Cascade);

        var turn = model.Entity<ConversationTurn>().ToTable("conversation_turns");
        turn.HasKey(t => new { t.ConversationId, t.Number });
        turn.HasOne<Conversation>().WithMany().HasForeignKey(t => t.ConversationId).OnDelete(DeleteBehavior.Cascade);

        var document = model.Entity<KnowledgeDocument>().ToTable("documents");
        document.HasKey(d => d.Id);
        document.HasIndex(d => new { d.TeamId, d.Sha256 }).IsUnique();
        document.HasOne<Team>().WithMany().HasForeignKey(d => d.TeamId).OnDelete(DeleteBehavior.Cascade);

        var passage = model.Entity<Passage>().ToTable("passages");
        passage.HasKey(p => p.Sequence);
        passage.HasIndex(p => new { p.DocumentId, p.Number }).IsUnique();
        passage.HasIndex(p => p.TeamId);
        passage.HasOne<KnowledgeDocument>().WithMany().HasForeignKey(p => p.DocumentId).OnDelete(DeleteBehavior.Cascade);
    }
}
