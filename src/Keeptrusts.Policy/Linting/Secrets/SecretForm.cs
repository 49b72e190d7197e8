using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Linting.Secrets;

/// <summary>One way in which a credential is written, found without context.</summary>
internal sealed class SecretForm
{
    private const int MostHeads = 40;
    private const int LongestHead = 6;
    private const int WidestSet = 4;

    private readonly Lazy<Machine> _machine;

    /// <param name="title">What it is.</param>
    /// <param name="pattern">How it is written.</param>
    /// <param name="isSealed">Whether its last six characters are a checksum.</param>
    public SecretForm(string title, string pattern, bool isSealed)
    {
        (Title, IsSealed) = (title, isSealed);
        var tree = PatternReader.Read(pattern).Node ?? throw new FormatException($"`{pattern}` is no pattern");
        Heads = [.. Begin(tree).Heads.Distinct()];
        _machine = new Lazy<Machine>(() => new Machine([tree]));
    }

    public string Title { get; }

    public bool IsSealed { get; }

    /// <summary>The texts with which it may begin; an empty one where that is open.</summary>
    public IReadOnlyList<string> Heads { get; }

    /// <summary>The longest end at which a credential that starts here may end, or -1.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="end">Where it must have ended.</param>
    public int End(string text, int start, int end)
    {
        var machine = _machine.Value;
        var state = machine.Start([1UL], Preceding.Nothing);
        var found = -1;
        for (var i = start; i < end && state.Continues; i++)
        {
            state = machine.Step(state, machine.Classes.Of(text[i]));
            if (Array.Exists(state.Accepts, a => (a.Where & Situations.End) != 0) && (i + 1 == text.Length || !SecretScanner.IsTokenCharacter(text[i + 1])))
            {
                found = i + 1;
            }
        }

        return found;
    }

    // The literal texts with which a pattern begins, and whether they are all of it.
    private static (IReadOnlyList<string> Heads, bool Whole) Begin(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.Set set when set.Characters.Ranges.Sum(r => r.Last - r.First + 1) <= WidestSet:
                return ([.. set.Characters.Ranges.SelectMany(r => Enumerable.Range(r.First, r.Last - r.First + 1)).Select(c => ((char)c).ToString())], true);
            case PatternNode.Choice choice:
                var parts = choice.Items.Select(Begin).ToList();
                return ([.. parts.SelectMany(p => p.Heads)], parts.TrueForAll(p => p.Whole));
            case PatternNode.Repeat { Min: > 0 } repeat:
                return (Begin(repeat.Item).Heads, false);
            case PatternNode.Sequence sequence:
                return Begin(sequence);
            default:
                return ([""], false);
        }
    }

    private static (IReadOnlyList<string> Heads, bool Whole) Begin(PatternNode.Sequence sequence)
    {
        IReadOnlyList<string> heads = [""];
        foreach (var item in sequence.Items)
        {
            var (next, whole) = Begin(item);
            if (heads.Count * next.Count > MostHeads || heads[0].Length >= LongestHead)
            {
                return (heads, false);
            }

            heads = [.. heads.SelectMany(h => next.Select(n => h + n))];
            if (!whole)
            {
                return (heads, false);
            }
        }

        return (heads, true);
    }
}
