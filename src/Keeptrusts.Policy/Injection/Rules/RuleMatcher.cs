using System.Numerics;
using System.Runtime.InteropServices;
using Keeptrusts.Policy.Injection.Tokens;

namespace Keeptrusts.Policy.Injection.Rules;

/// <summary>Finds where rules hold. Work per token is bounded: a rule looks at most 64 tokens ahead, as one mask of reachable ends.</summary>
internal static class RuleMatcher
{
    private const int Reach = 63;
    private const int MostMatches = 256;

    /// <summary>Adds the matches of a piece to <paramref name="matches"/>, which it clears first.</summary>
    public static void Find(RuleTable table, List<Token> list, List<RuleMatch> matches)
    {
        matches.Clear();
        var tokens = CollectionsMarshal.AsSpan(list);
        for (var i = 0; i < tokens.Length && matches.Count < MostMatches; i++)
        {
            foreach (var entry in table.Vocabulary.Entries(tokens[i].State))
            {
                foreach (var rule in table.Starting[entry])
                {
                    var length = Length(table, rule, tokens[i..]);
                    if (length > 0 && !Repeats(matches, rule, i))
                    {
                        matches.Add(new RuleMatch(rule, i, i + length, IsNegated(table, tokens, i)));
                    }
                }
            }
        }
    }

    /// <summary>Tokens the rule takes from the first on; 0 where it does not hold.</summary>
    private static int Length(RuleTable table, InjectionRule rule, ReadOnlySpan<Token> tokens)
    {
        var limit = 1;
        while (limit < Math.Min(tokens.Length, Reach) && tokens[limit].Sentence == tokens[0].Sentence)
        {
            limit++;
        }

        var ends = 1ul;
        foreach (var step in rule.Steps)
        {
            var next = 0ul;
            for (var rest = ends; rest != 0; rest &= rest - 1)
            {
                var from = BitOperations.TrailingZeroCount(rest);
                for (var at = from; at <= from + step.Gap && at < limit; at++)
                {
                    next |= Ends(table, step, tokens[at..limit], at);
                    if (table.IsAny(tokens[at].State, table.Barriers))
                    {
                        break;
                    }
                }
            }

            if (next == 0)
            {
                return 0;
            }

            ends = next;
        }

        return BitOperations.TrailingZeroCount(ends);
    }

    private static ulong Ends(RuleTable table, RuleStep step, ReadOnlySpan<Token> tokens, int at)
    {
        var ends = 0ul;
        for (var p = 0; tokens[0].State != 0 && p < step.Phrases.Count; p++)
        {
            var phrase = step.Phrases[p];
            var k = 0;
            while (k < phrase.Length && k < tokens.Length && table.Vocabulary.Has(tokens[k].State, phrase[k]))
            {
                k++;
            }

            ends |= k == phrase.Length ? 1ul << (at + k) : 0;
        }

        return ends;
    }

    /// <summary>The same id at the same or the token before says nothing new.</summary>
    private static bool Repeats(List<RuleMatch> matches, InjectionRule rule, int start)
    {
        for (var m = matches.Count - 1; m >= 0 && matches[m].Start >= start - 1; m--)
        {
            if (ReferenceEquals(matches[m].Rule, rule))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNegated(RuleTable table, ReadOnlySpan<Token> tokens, int start)
    {
        for (var i = Math.Max(0, start - 3); i < start; i++)
        {
            if (tokens[i].Sentence == tokens[start].Sentence && table.IsAny(tokens[i].State, table.Negations))
            {
                return true;
            }
        }

        return false;
    }
}
