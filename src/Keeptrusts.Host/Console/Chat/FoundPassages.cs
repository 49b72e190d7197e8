using Keeptrusts.Host.ControlPlane.Chat;

namespace Keeptrusts.Host.Console.Chat;

/// <summary>Tells in which passages policies found something.</summary>
internal static class FoundPassages
{
    public static IReadOnlyList<ChatPassage> Of(IReadOnlyList<ChatPassage> passages, IReadOnlyList<ChatPolicy> policies)
    {
        var spans = policies.Where(p => !p.Shadow && p.Verdict is "block" or "escalate").SelectMany(p => p.InPassages).ToList();
        var hit = new List<ChatPassage>();
        var start = 0;
        foreach (var passage in passages)
        {
            var end = start + ChatPrompt.TextOf([passage]).Length;
            if (spans.Any(s => s.Start < end && s.End > start))
            {
                hit.Add(passage);
            }

            start = end + 2; // the empty line between them
        }

        return hit;
    }
}
