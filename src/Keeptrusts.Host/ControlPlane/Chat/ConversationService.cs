using System.Text;
using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Protection;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>A user's conversations: each sees their own and nobody else's, whatever their role.</summary>
internal sealed class ConversationService(IConversationStore store, IContentBox box, AuditTrail audit, TimeProvider time)
{
    /// <summary>Most turns of one conversation.</summary>
    public const int MostTurns = 500;

    /// <summary>Most characters of a title.</summary>
    public const int LongestTitle = 100;

    private const int MostConversations = 1000;
    private const int MostSearched = 5000;
    private const int TitleFromQuestion = 60;

    /// <summary>The caller's conversations, the latest first.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="text">What title, question or answer contains, whatever its case; <see langword="null"/>: all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<ConversationSummary>> ListAsync(Principal caller, string? text, CancellationToken cancellationToken)
    {
        if (caller.UserId is not { } user)
        {
            return [];
        }

        var all = (await store.ListAsync(user, MostConversations, cancellationToken)).Select(Read).ToList();
        if (string.IsNullOrWhiteSpace(text))
        {
            return all;
        }

        // Only who asks can have it read: the database holds nothing that could be searched there.
        var said = (await store.AllTurnsAsync(user, MostSearched, cancellationToken)).Where(turn => Has(turn, text.Trim())).Select(turn => turn.ConversationId).ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(c => said.Contains(c.Id) || c.Title.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase))];
    }

    public async Task<Outcome<ConversationSummary>> FindAsync(Principal caller, string id, CancellationToken cancellationToken) =>
        caller.UserId is { } user && await store.FindAsync(user, id, cancellationToken) is { } found ? Read(found) : Unknown(id);

    /// <summary>What was said, in order; what cannot be decrypted any more is left out.</summary>
    public async Task<IReadOnlyList<ChatTurn>> TurnsAsync(Principal caller, string id, CancellationToken cancellationToken) =>
        caller.UserId is { } user ? [.. (await store.TurnsAsync(user, id, cancellationToken)).Select(Read).OfType<ChatTurn>()] : [];

    /// <summary>Begins a conversation, titled by its first question.</summary>
    public async Task<Outcome<ConversationSummary>> BeginAsync(Principal caller, string team, string question, CancellationToken cancellationToken)
    {
        if (caller.UserId is not { } user)
        {
            return new Refusal(RefusalKind.Forbidden, "a conversation belongs to a user; this token is nobody's");
        }

        if ((await store.ListAsync(user, MostConversations, cancellationToken)).Count == MostConversations)
        {
            return new Refusal(RefusalKind.Conflict, $"You have {MostConversations} conversations, which is the most. Delete some first.");
        }

        var (id, now) = (Identifiers.New("cnv_", time), time.GetUtcNow());
        var conversation = new Conversation { Id = id, UserId = user, TeamId = team, Title = Seal(id, TitleOf(question)), CreatedAt = now, UpdatedAt = now };
        await store.AddAsync(conversation, cancellationToken);
        return Read(conversation);
    }

    /// <summary>Adds a turn, or writes down what it is now.</summary>
    /// <returns>Whether the conversation is still there.</returns>
    public async Task<bool> KeepAsync(Principal caller, string id, string team, ChatTurn turn, CancellationToken cancellationToken) =>
        caller.UserId is { } user && await store.PutTurnAsync(
            user,
            team,
            new() { ConversationId = id, Number = turn.Number, Ciphertext = box.Protect(Purposes.Conversation(id), JsonSerializer.SerializeToUtf8Bytes(turn, ChatJson.Default.ChatTurn)), CreatedAt = turn.AskedAt },
            time.GetUtcNow(),
            cancellationToken);

    public async Task<Outcome<ConversationSummary>> RenameAsync(Principal caller, string id, string? title, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(title) || title.Trim().Length > LongestTitle || title.Any(char.IsControl))
        {
            return new Refusal(RefusalKind.Invalid, $"A title has 1 to {LongestTitle} characters, all of them visible.");
        }

        return caller.UserId is { } user && await store.RenameAsync(user, id, Seal(id, title.Trim()), Entry(caller, "conversation.rename", id), cancellationToken)
            ? await FindAsync(caller, id, cancellationToken)
            : Unknown(id);
    }

    public async Task<Outcome<ConversationSummary>> DeleteAsync(Principal caller, string id, CancellationToken cancellationToken)
    {
        if ((await FindAsync(caller, id, cancellationToken)).Refused(out var unknown, out var found))
        {
            return unknown;
        }

        return await store.DeleteAsync(caller.UserId!, id, Entry(caller, "conversation.delete", id), cancellationToken) ? found : Unknown(id);
    }

    private static string TitleOf(string question)
    {
        var line = string.Join(' ', question.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = new([.. line.Where(c => !char.IsControl(c))]);
        return line.Length == 0 ? "Conversation"
            : line.Length <= TitleFromQuestion ? line
            : line[..(char.IsHighSurrogate(line[TitleFromQuestion - 1]) ? TitleFromQuestion - 1 : TitleFromQuestion)] + "…";
    }

    // What it is called is content too, so the audit says only that it was done.
    private AuditEntry Entry(Principal caller, string action, string id) => audit.Entry(caller, action, id, null, (string?)null);

    private byte[] Seal(string id, string title) => box.Protect(Purposes.Conversation(id), Encoding.UTF8.GetBytes(title));

    private ConversationSummary Read(Conversation c) =>
        new(c.Id, box.Unprotect(Purposes.Conversation(c.Id), c.Title) is { } title ? Encoding.UTF8.GetString(title) : "Unreadable: its key is gone", c.TeamId, c.CreatedAt, c.UpdatedAt);

    private ChatTurn? Read(ConversationTurn turn) =>
        box.Unprotect(Purposes.Conversation(turn.ConversationId), turn.Ciphertext) is { } json ? JsonSerializer.Deserialize(json, ChatJson.Default.ChatTurn) : null;

    private bool Has(ConversationTurn turn, string text) =>
        Read(turn) is { } said && (said.Question.Contains(text, StringComparison.OrdinalIgnoreCase) || said.Answers.Any(a => a.Text.Contains(text, StringComparison.OrdinalIgnoreCase)));

    private static Refusal Unknown(string id) => new(RefusalKind.NotFound, $"no conversation `{id}` of yours");
}
