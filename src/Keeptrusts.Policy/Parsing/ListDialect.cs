using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Parsing;

/// <summary>Recognises the older form, in which <c>policies</c>, <c>policy</c>, <c>providers</c> or chain entries are lists of objects, and says how to convert it.</summary>
internal static class ListDialect
{
    /// <summary>Reports the older form.</summary>
    /// <returns>The sections that must not be checked further.</returns>
    public static IReadOnlyList<string> Report(MapNode root, DiagnosticBag diagnostics)
    {
        var old = new List<string>();
        foreach (var entry in root.Entries)
        {
            var help = (entry.Key, entry.Value) switch
            {
                ("policies", ListNode) => "write `policies: { chain: [name, …] }`, and one block per name under `policy:`",
                ("policy", ListNode) => "write `policy:` as a mapping: one block per name of the chain",
                ("providers", ListNode) => "write the list under `providers: { targets: [ … ] }`",
                ("policies", MapNode map) when map.List("chain")?.Items.Any(i => i is MapNode) == true =>
                    "write only names in `chain`, and their settings in blocks under `policy:`",
                _ => null,
            };
            if (help is not null)
            {
                old.Add(entry.Key);
                diagnostics.Error(RuleCodes.ListDialect, entry.Key, entry.KeySpan, $"`{entry.Key}` is written in the older list style", help);
            }
        }

        return old;
    }
}
