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
        var sentenceEnd = 0;
        for (var i = 0; i < tokens.Length && matches.Count < MostMatches; i++)
        {
            while (sentenceEnd < tokens.Length && (sentenceEnd <= i || tokens[sentenceEnd].Sentence == tokens[i].Sentence))
            {
                sentenceEnd++;
            }

            foreach (var entry in table.Vocabulary.Entries(tokens[i].State))
            {
                foreach (var rule in table.Starting[entry])
                {
                    var length = Length(table, rule, tokens[i..Math.Min(sentenceEnd, i + Reach)]);
                    if (length > 0 && !Repeats(matches, rule, i))
                    {
                        matches.Add(new RuleMatch(rule, i, i + length, IsNegated(table, tokens, i)));
                    }
                }
            }
        }
    }

    /// <summary>Tokens the rule takes from the first on; 0 where it does not hold.</summary>
    /// <param name="table">The rules.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="tokens">What is left of the sentence, as far as a rule looks.</param>
    private static int Length(RuleTable table, InjectionRule rule, ReadOnlySpan<Token> tokens)
    {
        // Nearly every rule that begins somewhere ends here: what it would end with is not there.
        if (rule.Steps.Length > 1 && !Occurs(rule.Steps[^1], tokens[1..]))
        {
            return 0;
        }

        var ends = 1ul;
        foreach (var step in rule.Steps)
        {
            var next = 0ul;
            for (var rest = ends; rest != 0; rest &= rest - 1)
            {
                var from = BitOperations.TrailingZeroCount(rest);
                for (var at = from; at <= from + step.Gap && at < tokens.Length; at++)
                {
                    if (step.Beginnings.Has(tokens[at].State))
                    {
                        next |= Ends(table, step, tokens[at..], at);
                    }

                    if (table.Barriers.Has(tokens[at].State))
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

    private static bool Occurs(RuleStep step, ReadOnlySpan<Token> tokens)
    {
        foreach (ref readonly var token in tokens)
        {
            if (step.Beginnings.Has(token.State))
            {
                return true;
            }
        }

        return false;
    }

    private static ulong Ends(RuleTable table, RuleStep step, ReadOnlySpan<Token> tokens, int at)
    {
        var ends = 0ul;
        foreach (var phrase in step.Phrases)
        {
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
            if (tokens[i].Sentence == tokens[start].Sentence && table.Negations.Has(tokens[i].State))
            {
                return true;
            }
        }

        return false;
    }
}
