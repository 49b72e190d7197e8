using Keeptrusts.Gateway.Middleware.InputPolicies;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;

/// <summary>
/// What the caller itself sent, as it left. Responses tell the request back (`instructions`, `tools`, `metadata`); a policy that keeps a model from saying
/// something must not block every answer because the caller's own instructions say it.
/// </summary>
/// <param name="cleared">The request, with its edits; <see langword="null"/>: nothing is the caller's own.</param>
internal sealed class OwnTexts(ClearedCall? cleared)
{
    private HashSet<string>? _texts;

    public bool Has(ReadOnlySpan<char> text) => (_texts ??= Read()).GetAlternateLookup<ReadOnlySpan<char>>().Contains(text);

    private HashSet<string> Read()
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        if (cleared is not null)
        {
            var request = cleared.Grant.Request;
            foreach (var slot in request.Texts)
            {
                texts.Add(cleared.Edits.StringOf(slot.Token) ?? JsonText.ToText(slot, request.Body.Span));
            }
        }

        return texts;
    }
}
