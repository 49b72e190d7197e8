using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Contents;

/// <summary>
/// The texts of a request that was refused: nothing was rewritten in it, so whatever an acting policy found is hidden here, each finding behind its type.
/// Where the texts were not judged to their end, none is shown.
/// </summary>
internal sealed class RefusedTexts
{
    private readonly ModelRequest _request;
    private readonly bool _unjudged;
    private readonly ILookup<string?, Finding> _findings;
    private readonly Dictionary<int, TextSlot> _firsts = [];
    private readonly Dictionary<int, string> _places;

    public RefusedTexts(Grant grant, CallRecord record, IReadOnlyList<TextSlot> texts)
    {
        _request = grant.Request;
        var input = record.Policies.Where(policy => policy is { Phase: PolicyPhase.Input, Shadow: false }).ToList();
        _unjudged = grant.Scope.Reads(PolicyPhase.Input) && (record.Policies.All(policy => policy.Phase != PolicyPhase.Input) || input.Exists(policy => policy.Error is not null));
        _findings = input.Where(policy => policy.Verdict >= Verdict.Redact && grant.Scope.FindsValues(policy.Name)).SelectMany(policy => policy.Findings).ToLookup(finding => finding.At);
        foreach (var part in _request.Texts.Where(text => text.Group != 0))
        {
            _firsts.TryAdd(part.Group, part);
        }

        // Findings say where by the whole pointer, names included.
        _places = _unjudged || _findings.Count == 0 ? [] : JsonPointers.Of(_request.Body.Span, texts.Select(text => First(text).Token.Start).ToHashSet(), _ => false);
    }

    /// <returns>The text with its findings hidden; <see langword="null"/> where it may not be shown.</returns>
    public string? Of(TextSlot slot, string original)
    {
        if (_unjudged || _findings.Count == 0)
        {
            return _unjudged ? null : original;
        }

        // Parts that stand side by side were judged as one text, from the first of them on.
        var before = slot.Group == 0 ? 0 : _request.Texts
            .Where(text => text.Group == slot.Group && text.Token.Start < slot.Token.Start)
            .Sum(text => JsonText.ToText(text, _request.Body.Span).Length);
        return Hide(original, before, _findings[_places[First(slot).Token.Start]]);
    }

    private TextSlot First(TextSlot slot) => slot.Group == 0 ? slot : _firsts[slot.Group];

    private static string Hide(string text, int before, IEnumerable<Finding> findings)
    {
        var hidden = new System.Text.StringBuilder();
        var position = 0;
        foreach (var finding in findings.OrderBy(finding => finding.Start).ThenByDescending(finding => finding.End))
        {
            var start = Math.Clamp(finding.Start - before, 0, text.Length);
            var end = Math.Clamp(finding.End - before, 0, text.Length);
            if (end <= position)
            {
                continue;
            }

            if (start < position || finding.Start < before)
            {
                // Its marker stands already: in another finding's place, or in the part in which it began.
                hidden.Append(text, position, Math.Max(0, start - position));
            }
            else
            {
                hidden.Append(text, position, start - position).Append('[').Append(finding.Type).Append(']');
            }

            position = end;
        }

        return hidden.Append(text, position, text.Length - position).ToString();
    }
}
