using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>Who there is, and what keys they have.</summary>
internal static class DirectoryModel
{
    private const string NotRevoked = "\"RevokedAt\" IS NULL";

    public static void Configure(ModelBuilder model)
    {
        model.Entity<Organisation>().ToTable("organisations").HasKey(o => o.Id);

        var team = model.Entity<Team>().ToTable("teams");
        team.HasKey(t => t.Id);
        team.Property(t => t.Name).IsConcurrencyToken();
        team.Property(t => t.Configuration).IsConcurrencyToken();
        team.Property(t => t.AllowedTemplates).IsConcurrencyToken();

        var user = model.Entity<User>().ToTable("users");
        user.HasKey(u => u.Id);
        user.Property(u => u.Name).IsConcurrencyToken();
        user.Property(u => u.Email).IsConcurrencyToken();
        user.Property(u => u.IsAdmin).IsConcurrencyToken();
        user.Property(u => u.DeactivatedAt).IsConcurrencyToken();

        var credential = model.Entity<Credential>().ToTable("credentials");
        credential.HasKey(c => c.UserId);
        credential.HasIndex(c => c.Subject).IsUnique();
        credential.HasOne<User>().WithMany().HasForeignKey(c => c.UserId);

        var link = model.Entity<SignInLink>().ToTable("sign_in_links");
        link.HasKey(l => l.Hash);
        link.HasIndex(l => l.ExpiresAt);

        var member = model.Entity<Member>().ToTable("members");
        member.HasKey(m => new { m.TeamId, m.UserId });
        member.HasIndex(m => m.UserId);
        member.HasOne<Team>().WithMany().HasForeignKey(m => m.TeamId);
        member.HasOne<User>().WithMany().HasForeignKey(m => m.UserId);

        var token = model.Entity<Token>().ToTable("tokens");
        token.HasKey(t => t.Id);
        token.HasIndex(t => t.Hash).IsUnique();
        token.HasIndex(t => new { t.TeamId, t.Type, t.Name }).IsUnique().HasFilter(NotRevoked);
        token.HasOne<Team>().WithMany().HasForeignKey(t => t.TeamId);

        var approval = model.Entity<Approval>().ToTable("approvals");
        approval.HasKey(a => a.Id);
        approval.HasIndex(a => new { a.TeamId, a.Status });

        model.Entity<IdempotencyRecord>().ToTable("idempotency").HasKey(i => i.Key);

        var audit = model.Entity<AuditEntry>().ToTable("admin_audit");
        audit.HasKey(a => a.Sequence);
        audit.HasIndex(a => a.ObjectId);
        audit.HasIndex(a => new { a.Actor, a.Sequence });
        audit.HasIndex(a => new { a.Action, a.Sequence });
    }
}
