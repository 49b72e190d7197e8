using Keeptrusts.Policy.Injection.Decoding;
using Keeptrusts.Policy.Injection.Model;
using Keeptrusts.Policy.Injection.Normalization;
using Keeptrusts.Policy.Injection.Rules;

namespace Keeptrusts.Policy.Injection;

/// <summary>The state of one call: the highest score so far, and why.</summary>
internal sealed class Scoring(bool untrusted, InjectionOptions options, LinearModel model)
{
    /// <summary>Units of normal text that the next piece reads again, so that a cut hides nothing.</summary>
    private const int Overlap = 768;

    private readonly List<InjectionSignal> _signals = [];
    private double _score;

    /// <summary>Characters that decoding may still yield.</summary>
    public int Budget = PayloadDecoder.MostCharacters;

    public InjectionScore Result() => new(_score, _signals);

    /// <summary>Scores a text piece by piece.</summary>
    /// <param name="text">The text, or what a part of it encodes.</param>
    /// <param name="place">The part that encodes it; signals then point there.</param>
    public void Read(string text, Payload? place)
    {
        if (options.AttackPatterns.Count > 0)
        {
            ReadPatterns(text, place);
        }

        var buffers = ScoringBuffers.Rent();
        for (var start = 0; start < text.Length;)
        {
            var next = buffers.Read(text, start, untrusted, options);
            ReadRules(buffers, place);
            ReadWindows(buffers, place);
            start = next == text.Length ? next : Math.Max(start + 1, buffers.Text.Origins[^Overlap]);
        }

        ScoringBuffers.Return(buffers);
    }

    private void ReadPatterns(string text, Payload? place) => AttackPatterns.Find(text, options, (start, end) => Add("attack_pattern", 1, place, start, end));

    private void ReadRules(ScoringBuffers buffers, Payload? place)
    {
        foreach (var match in buffers.Matches)
        {
            var (start, end) = (buffers.Tokens[match.Start].Start, buffers.Tokens[match.End - 1].End);
            var floor = match.Negated || (!untrusted && IsMentioned(buffers, match, start, end)) ? 0 : match.Rule.Floor(untrusted);
            Add(match.Rule.Id, floor / 100.0, place, buffers.Text, start, end);
        }

        foreach (var literal in buffers.Literals)
        {
            Add(literal.Id, literal.Floor / 100.0, place, buffers.Text, literal.Start, literal.End);
        }
    }

    /// <summary>The phrase stands in quotes in a text that talks about phrases.</summary>
    private static bool IsMentioned(ScoringBuffers buffers, RuleMatch match, int start, int end) =>
        Quotes.Enclose(buffers.Text.Units, start, end)
        && Structure.Mentions(buffers.Tokens, Math.Max(0, match.Start - 20), Math.Min(buffers.Tokens.Count, match.End + 20));

    private void ReadWindows(ScoringBuffers buffers, Payload? place)
    {
        foreach (var (first, end) in Windows.Of(buffers.Tokens.Count))
        {
            var probability = Probability(buffers, first, end);
            if (probability >= 0.5)
            {
                Add("model", probability, place, buffers.Text, buffers.Tokens[first].Start, buffers.Tokens[end - 1].End);
            }

            _score = Math.Max(_score, probability);
        }
    }

    private double Probability(ScoringBuffers buffers, int first, int end)
    {
        var (grams, structure) = (default(GramSum), 0);
        buffers.Seen.Clear();
        foreach (var index in buffers.Features.Of(first, end))
        {
            if (buffers.Seen.Add(index))
            {
                grams.Add(index, model.Weight(index));
            }
        }

        Structure.Add(buffers, first, end, buffers.Signals);
        foreach (var index in buffers.Signals)
        {
            structure += model.Weight(index);
        }

        return model.Probability(grams, structure);
    }

    private void Add(string rule, double score, Payload? place, NormalText text, int start, int end) =>
        Add(rule, score, place, text.Origins[start], text.Origins[end - 1] + 1);

    private void Add(string rule, double score, Payload? place, int start, int end)
    {
        _score = Math.Max(_score, score);
        var signal = place is { } payload ? new InjectionSignal(rule, payload.Start, payload.End) : new InjectionSignal(rule, start, end);
        if (_signals.Count < InjectionScorer.MostSignals && !_signals.Contains(signal))
        {
            _signals.Add(signal);
        }
    }
}
