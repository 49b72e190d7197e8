using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Selectors;

/// <summary>To which calls a policy applies: any of <c>when</c> (all calls without it) and none of <c>except</c>.</summary>
internal sealed class PolicyScope
{
    private readonly Selector[] _when;
    private readonly Selector[] _except;
    private readonly bool _strict;

    /// <param name="block">The policy.</param>
    /// <param name="strict">Whether the policy redacts, blocks or escalates: then missing facts count as matching for <c>when</c>.</param>
    public PolicyScope(PolicyBlock block, bool strict)
    {
        _when = [.. block.When.Select(s => new Selector(s))];
        _except = [.. block.Except.Select(s => new Selector(s))];
        _strict = strict;
    }

    /// <summary>Whether the policy applies to every call.</summary>
    public bool IsEverything => _when.Length == 0 && _except.Length == 0;

    public bool Applies(PolicyContext context, DateTimeOffset now)
    {
        var selected = _when.Length == 0;
        foreach (var selector in _when)
        {
            selected |= selector.Selects(context, _strict);
        }

        if (!selected)
        {
            return false;
        }

        foreach (var exception in _except)
        {
            if (exception.Exempts(context, now))
            {
                return false;
            }
        }

        return true;
    }
}
