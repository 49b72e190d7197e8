using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Nodes.Links;

namespace Keeptrusts.Host.ControlPlane.Nodes;

/// <summary>What differs between two snapshots.</summary>
internal static class SnapshotChange
{
    /// <returns><see langword="null"/> where nothing does.</returns>
    public static NodeSnapshot? Of(NodeSnapshot? before, NodeSnapshot now)
    {
        if (before is null)
        {
            return now;
        }

        // A key's object is the same until it changes.
        var known = before.Keys.ToDictionary(k => k.Key.Id, StringComparer.Ordinal);
        var change = now with
        {
            Keys = [.. now.Keys.Where(k => !ReferenceEquals(known.GetValueOrDefault(k.Key.Id), k))],
            Cuts = [.. now.Cuts.Except(before.Cuts, StringComparer.Ordinal)],
            Teams = Same(before.Teams, now.Teams, t => (t.Id, t.Configuration)) ? null : now.Teams,
            Documents = Same(before.Documents, now.Documents, d => (d.Name, d.Revision)) ? null : now.Documents,
            Variables = Same(before.Variables, now.Variables, v => (v.Name, string.Join(' ', v.Hosts))) ? null : now.Variables,
            Secrets = Same(before.Secrets, now.Secrets, s => (s.Name, s.Value, string.Join(' ', s.Hosts))) ? null : now.Secrets,
            Budgets = Same(before.Budgets, now.Budgets, b => (b.Scope, b.MemberId, b.Window, b.HardCapNano, b.SoftCapNano)) ? null : now.Budgets,
            TemplateBudgets = Same(before.TemplateBudgets, now.TemplateBudgets, b => b) ? null : now.TemplateBudgets,
            Prices = Same(before.Prices, now.Prices, p => (p.Provider, p.Model, JsonSerializer.Serialize(p.Price, LinkJson.Default.ModelPrice))) ? null : now.Prices,
        };
        var isSame = change is { Keys.Count: 0, Cuts.Count: 0, Teams: null, Documents: null, Variables: null, Secrets: null, Budgets: null, TemplateBudgets: null, Prices: null }
            && before.HoldsAnswers == now.HoldsAnswers
            && (before.Gateway.Configuration, before.Gateway.Environment) == (now.Gateway.Configuration, now.Gateway.Environment);
        return isSame ? null : change;
    }

    private static bool Same<T, TKey>(IReadOnlyList<T>? before, IReadOnlyList<T>? now, Func<T, TKey> key) =>
        (before ?? []).Select(key).SequenceEqual((now ?? []).Select(key));
}
