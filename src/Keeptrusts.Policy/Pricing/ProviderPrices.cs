using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Policy.Pricing;

/// <summary>One provider's models in the table's order: the first that matches counts.</summary>
internal sealed class ProviderPrices(string id, IReadOnlyList<NamePattern> known)
{
    private readonly List<ModelPrice> _prices = [];
    private readonly Dictionary<string, int> _exact = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(NamePattern Pattern, int Index)> _patterns = [];

    public string Id { get; } = id;

    /// <summary>Whether models of this name are this provider's own.</summary>
    public bool Owns(string model) => known.Any(k => k.IsMatch(model));

    public void Add(IEnumerable<NamePattern> names, ModelPrice price)
    {
        var index = _prices.Count;
        _prices.Add(price);
        foreach (var name in names)
        {
            if (name.Exact is not { } exact)
            {
                _patterns.Add((name, index));
            }
            else if (!_exact.ContainsKey(exact))
            {
                _exact[exact] = index;
            }
        }
    }

    public ModelPrice? Find(string model)
    {
        var best = _exact.TryGetValue(model, out var exact) ? exact : int.MaxValue;
        foreach (var (pattern, index) in _patterns)
        {
            if (index >= best)
            {
                break;
            }

            if (pattern.IsMatch(model))
            {
                best = index;
            }
        }

        return best == int.MaxValue ? null : _prices[best];
    }
}
