using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>Caps, what is spent of them, and the room that nodes hold.</summary>
internal static class BudgetModel
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<Budget>().ToTable("budgets").HasKey(b => new { b.Scope, b.MemberId, b.Window });
        model.Entity<LedgerAccount>().ToTable("ledger_accounts").HasKey(a => new { a.Scope, a.MemberId, a.Window, a.From });

        var lease = model.Entity<BudgetLease>().ToTable("budget_leases");
        lease.HasKey(l => new { l.Epoch, l.Scope, l.MemberId, l.Window, l.From, l.CapNano });
        lease.HasIndex(l => new { l.Scope, l.MemberId, l.Window, l.From });

        model.Entity<LeaseEpoch>().ToTable("lease_epochs").HasKey(e => e.Epoch);

        model.Entity<PriceOverride>().ToTable("prices").HasKey(p => new { p.Provider, p.Model });
    }
}
