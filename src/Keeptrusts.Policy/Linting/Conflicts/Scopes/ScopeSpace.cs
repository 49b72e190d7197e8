using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting.Conflicts.Scopes;

/// <summary>All calls that a document can tell apart, and the scopes of its policies among them.</summary>
internal sealed class ScopeSpace
{
    private readonly Domain?[] _domains = new Domain?[Box.Dimensions];
    private readonly int[] _sizes = new int[Box.Dimensions];
    private readonly Dictionary<string, Scope> _scopes = new(StringComparer.Ordinal);
    private readonly DateTime _today;
    private readonly Box _known = Box.Everything;

    private ScopeSpace(DateTime today, Domain?[] domains)
    {
        _today = today;
        _domains = domains;
        for (var d = 0; d < Box.Dimensions; d++)
        {
            _sizes[d] = domains[d]?.Count ?? 0;
            _known = _known.With((Dimension)d, domains[d]?.Known);
        }
    }

    /// <summary>How many different scopes there are.</summary>
    public int Count => _scopes.Count;

    /// <param name="document">The document.</param>
    /// <param name="blocks">The policies that are compared.</param>
    /// <param name="models">Models that must be told apart beside those of selectors.</param>
    /// <param name="environment">The only environment, where lint judges for one.</param>
    /// <param name="today">The day on which exceptions are judged.</param>
    /// <param name="limit">How much work it may be.</param>
    /// <returns><see langword="null"/> where there is too much to tell apart.</returns>
    public static ScopeSpace? Of(PolicyDocument document, IReadOnlyList<PolicyBlock> blocks, IEnumerable<string> models, string? environment, DateTime today, WorkLimit limit)
    {
        var exceptions = blocks.SelectMany(b => InForce(b, today)).ToList();
        var selectors = blocks.SelectMany(b => b.When).Concat(exceptions).ToList();
        var domains = new Domain?[Box.Dimensions];
        for (var d = Dimension.Team; d <= Dimension.Environment; d++)
        {
            List<string> globs = [.. selectors.SelectMany(s => Selected.Globs(s, d)).Distinct(StringComparer.Ordinal)];
            if (globs.Count == 0)
            {
                continue;
            }

            var closed = d switch
            {
                Dimension.Environment when environment is { Length: > 0 } => [environment],
                Dimension.Provider when document.Targets.Count > 0 => [.. document.Targets.Select(t => t.Id).Where(id => id.Length > 0)],
                _ => (IReadOnlyList<string>?)null,
            };
            List<string> all = d == Dimension.Model ? [.. globs.Concat(models).Distinct(StringComparer.Ordinal)] : globs;
            var wantsPairs = d is Dimension.Model or Dimension.Provider && exceptions.Exists(e => Selected.Globs(e, d).Count > 0);
            if ((domains[(int)d] = Domain.Of(all, closed, hasMissing: d != Dimension.Environment || closed is null, wantsPairs, limit)) is null)
            {
                return null;
            }
        }

        return new ScopeSpace(today, domains);
    }

    /// <summary>The scope of a policy.</summary>
    /// <param name="block">The policy.</param>
    /// <param name="strict">Whether it redacts, blocks or escalates.</param>
    /// <param name="limit">How much work it may be.</param>
    public Scope Of(PolicyBlock block, bool strict, WorkLimit limit)
    {
        var exceptions = InForce(block, _today).ToList();
        var key = Selected.KeyOf(block.When) + "\u0002" + Selected.KeyOf(exceptions) + "\u0002" + (strict && block.When.Count > 0);
        if (_scopes.TryGetValue(key, out var scope))
        {
            return scope;
        }

        IReadOnlyList<Box> boxes = block.When.Count == 0 ? [Box.Everything] : [.. block.When.Select(w => BoxOf((d, globs) => _domains[(int)d]!.Any(globs, strict), w)).Where(b => !b.IsEmpty)];
        boxes = Subtract(boxes, exceptions.Select(e => BoxOf((d, globs) => _domains[(int)d]!.All(globs), e)).Where(b => !b.IsEmpty), limit) ?? [];
        scope = new Scope(_scopes.Count, boxes, [.. boxes.Select(b => b.And(_known)).Where(b => !b.IsEmpty)], exceptions.Count == 0 || IsExact(exceptions));
        return _scopes[key] = scope;
    }

    /// <summary>What is left of boxes; <see langword="null"/> where that is too much work.</summary>
    public IReadOnlyList<Box>? Subtract(IReadOnlyList<Box> boxes, IEnumerable<Box> others, WorkLimit limit)
    {
        foreach (var other in others)
        {
            if (boxes.Count == 0)
            {
                break;
            }

            if (!limit.Spend(boxes.Count))
            {
                return null;
            }

            boxes = [.. boxes.SelectMany(b => b.Without(other, _sizes))];
        }

        return boxes;
    }

    /// <summary>The part of boxes in which a model is asked for, or one that a glob matches.</summary>
    public IReadOnlyList<Box> Asking(IReadOnlyList<Box> boxes, string model)
    {
        if (_domains[(int)Dimension.Model] is not { } models)
        {
            return boxes;
        }

        var box = Box.Everything.With(Dimension.Model, models.Any([model], whenMissing: false));
        return [.. boxes.Where(box.Meets).Select(box.And)];
    }

    /// <summary>A request of a box, where one can be written down.</summary>
    public Diagnostics.Witness? Example(Box box)
    {
        var facts = new string?[Box.Dimensions];
        for (var d = Dimension.Team; d <= Dimension.Environment; d++)
        {
            var (isWritten, fact) = _domains[(int)d]?.Example(box[d]) ?? (true, null);
            if (!isWritten)
            {
                return null;
            }

            facts[(int)d] = fact;
        }

        return new Diagnostics.Witness { Team = facts[0], Key = facts[1], User = facts[2], Model = facts[3], Provider = facts[4], Environment = facts[5] };
    }

    private static IEnumerable<SelectorBlock> InForce(PolicyBlock block, DateTime today) => block.Except.Where(e => e.Until is not { } until || today <= until);

    private static Box BoxOf(Func<Dimension, IReadOnlyList<string>, ulong[]?> side, SelectorBlock selector)
    {
        var box = Box.Everything;
        for (var d = Dimension.Team; d <= Dimension.Environment; d++)
        {
            var globs = Selected.Globs(selector, d);
            box = globs.Count == 0 ? box : box.With(d, side(d, globs));
        }

        return box;
    }

    // To leave a set of n such exceptions takes n models at once, and the domain has pairs.
    private bool IsExact(List<SelectorBlock> exceptions) => Array.TrueForAll(
        [Dimension.Model, Dimension.Provider],
        d => exceptions.Count(e => Selected.Globs(e, d).Count > 0) is var count && (count == 0 || (count == 1 && _domains[(int)d] is { LacksPairs: false })));
}
