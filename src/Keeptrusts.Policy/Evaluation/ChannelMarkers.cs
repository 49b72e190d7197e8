using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Evaluation.Json;
using Keeptrusts.Policy.Redaction;
using Keeptrusts.Policy.Text.Folding;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>Makes the markers of one channel. Labels cost nothing; numbers count per channel, placeholders per call.</summary>
internal sealed class ChannelMarkers(SpanEvaluation evaluation, SpanPhase phase)
{
    private Dictionary<(string Label, string Folded), int>? _numbers;
    private Dictionary<string, int>? _counts;

    /// <summary>Whether a policy failed and therefore blocks: nothing more of the channel may pass.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Starts another channel.</summary>
    public void Reset()
    {
        _numbers?.Clear();
        _counts?.Clear();
    }

    /// <summary>What stands in place of <paramref name="raw"/>, written as the text around it is.</summary>
    public string Of(in SpanEdit edit, ReadOnlySpan<char> raw)
    {
        if (edit.Parts is not null)
        {
            return $"\"{Encode(NumberAsText(edit.Parts, raw))}\"";
        }

        if (edit.Rule == SpanEdit.Nothing)
        {
            return "";
        }

        var rule = phase.Rules[edit.Rule];
        if (edit.Form == ValueForm.Plain)
        {
            return Of(rule, raw);
        }

        return Encode(rule.Form.Format == MarkerFormat.Label ? rule.Marker : Of(rule, JsonEscape.Decode(raw)));
    }

    private static string Encode(string text) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);

    private string NumberAsText(IReadOnlyList<SpanEdit> parts, ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            var piece = raw[..part.Count];
            raw = raw[part.Count..];
            text = part.Passes ? text.Append(piece) : text.Append(Of(part, piece));
        }

        return text.ToString();
    }

    private string Of(SpanRule rule, ReadOnlySpan<char> value)
    {
        // A value that lies wholly inside what others cover has nothing left to show.
        if (value.IsEmpty)
        {
            return rule.Marker;
        }

        switch (rule.Form.Format)
        {
            case MarkerFormat.Numbered:
                return string.Create(CultureInfo.InvariantCulture, $"[{rule.Type}_{NumberOf(rule.Type, value)}]");
            case MarkerFormat.Mask:
                return ValueMarkers.Mask(value, rule.Form.PreserveLength);
            case MarkerFormat.Partial:
                return ValueMarkers.Partial(value);
            case MarkerFormat.Hash:
                if (evaluation.HashKey(rule) is { } key)
                {
                    return ValueMarkers.Hash(rule.Type, value, key);
                }

                Stopped = evaluation.Blocked;
                return Stopped ? "" : rule.Marker;
            case MarkerFormat.Token when phase.Phase == PolicyPhase.Input:
                return evaluation.Call.Vault.Issue(rule.Type, value.ToString(), rule.Form);
            default:
                return rule.Marker;
        }
    }

    // However a value is grouped, it is the same one: its letters and digits tell.
    private static string Plain(string folded)
    {
        var plain = string.Concat(folded.Where(char.IsLetterOrDigit));
        return plain.Length > 0 ? plain : folded;
    }

    private int NumberOf(string label, ReadOnlySpan<char> value)
    {
        _numbers ??= [];
        var key = (label, Plain(FoldTable.FoldText(value.ToString())));
        if (!_numbers.TryGetValue(key, out var number))
        {
            _counts ??= new(StringComparer.Ordinal);
            number = _numbers[key] = _counts[label] = _counts.GetValueOrDefault(label) + 1;
        }

        return number;
    }
}
