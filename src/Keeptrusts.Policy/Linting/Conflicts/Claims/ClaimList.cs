using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.Spans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Linting.Conflicts.Claims;

/// <summary>Collects what one policy looks for, each thing once.</summary>
internal sealed class ClaimList
{
    // Shorter terms are found without mistakes only.
    private const int ShortestNear = 5;

    private readonly PolicyFacts _policy;
    private readonly Dictionary<string, Claim> _claims = new(StringComparer.Ordinal);
    private readonly List<Claim> _items = [];
    private readonly string _form;
    private readonly IReadOnlyDictionary<string, string> _markers;
    private readonly (SourceSpan Span, string Path) _action;

    public ClaimList(PolicyFacts policy)
    {
        _policy = policy;
        var block = policy.Block;
        Common = ActionNames.Parse(block.Action) ?? PolicyAction.Block;
        _form = NodeText.Of(block.Node.Map("redaction"), "custom_markers");
        _markers = RedactionOptions.Read(block).Markers;
        _action = block.Node.Find("action") is { } action ? (action.Value.Span, DocumentPath.Key(block.Path, "action")) : (block.Span, block.Path);
    }

    public IReadOnlyList<Claim> Items => _items;

    /// <summary>The block's own action.</summary>
    public PolicyAction Common { get; }

    public void AddEntities(IReadOnlyList<(string Entity, PolicyAction Action)> actions)
    {
        var listed = new HashSet<string>(_policy.Block.Node.Texts("entities"), StringComparer.Ordinal);
        var mapped = _policy.Block.Node.Map("entities");
        foreach (var (entity, action) in actions)
        {
            var entry = mapped?.Find(entity);
            Add(new Claim(_policy, "entity:" + entity, entity, action)
            {
                IsListed = entry is not null || listed.Contains(entity),
                Form = FormOf(entity),
                Span = entry?.Value.Span ?? _action.Span,
                Path = entry is null ? _action.Path : DocumentPath.Key(DocumentPath.Key(_policy.Block.Path, "entities"), entity),
            });
        }
    }

    public void AddPatterns(IReadOnlyList<OwnPattern> patterns)
    {
        foreach (var pattern in patterns)
        {
            Add($"pattern:{pattern.Raw}:{pattern.Pattern}", pattern.Name, pattern.Name, isListed: true);
        }
    }

    public void AddTerms(IReadOnlyList<string> terms, string type, int distance)
    {
        foreach (var term in terms)
        {
            if (ClaimReader.Fold(term) is { Length: > 0 } folded)
            {
                Add("term:" + folded, term, type, isListed: true, folded.Length < ShortestNear ? 0 : distance);
            }
        }
    }

    public void Add(string subject, string name, string type, bool isListed, int distance = 0) => Add(new Claim(_policy, subject, name, Common)
    {
        IsListed = isListed,
        Distance = distance,
        Form = FormOf(type),
        Span = _action.Span,
        Path = _action.Path,
    });

    private void Add(Claim claim)
    {
        if (!_claims.ContainsKey(claim.Subject))
        {
            _claims[claim.Subject] = claim;
            _items.Add(claim);
        }
    }

    private string FormOf(string type) => _markers.TryGetValue(type, out var marker) ? "=" + marker : $"{type} {_form}";
}
