using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Selectors;

/// <summary>One selector: its fields must all match, each by any of its globs.</summary>
internal sealed class Selector(SelectorBlock block)
{
    /// <summary>As a <c>when</c>: models and providers match if any candidate does.</summary>
    /// <param name="context">The call's facts.</param>
    /// <param name="strict">Whether a fact that is missing counts as matching, so that a protecting policy is not lost.</param>
    public bool Selects(PolicyContext context, bool strict) =>
        Fact(block.Teams, context.Team, strict)
        && Fact(block.Keys, context.Key, strict)
        && Fact(block.Users, context.User, strict)
        && Fact(block.Environments, context.Environment, strict)
        && AnyModel(context, strict)
        && AnyProvider(context, strict);

    /// <summary>As an <c>except</c>: every candidate must match, and a missing fact never does.</summary>
    /// <param name="context">The call's facts.</param>
    /// <param name="now">The time; past <c>until</c> the exception no longer applies.</param>
    public bool Exempts(PolicyContext context, DateTimeOffset now) =>
        (block.Until is not { } until || now.UtcDateTime.Date <= until)
        && Fact(block.Teams, context.Team, false)
        && Fact(block.Keys, context.Key, false)
        && Fact(block.Users, context.User, false)
        && Fact(block.Environments, context.Environment, false)
        && AllModels(context)
        && AllProviders(context);

    private static bool Fact(IReadOnlyList<string> globs, string? fact, bool whenMissing) =>
        globs.Count == 0 || (string.IsNullOrEmpty(fact) ? whenMissing : Glob.IsAnyMatch(globs, fact!));

    private bool AnyModel(PolicyContext context, bool strict)
    {
        if (block.Models.Count == 0)
        {
            return true;
        }

        if (string.IsNullOrEmpty(context.Model) && context.CandidateModels.Count == 0)
        {
            return strict;
        }

        return (!string.IsNullOrEmpty(context.Model) && Glob.IsAnyMatch(block.Models, context.Model!)) || AnyMatch(block.Models, context.CandidateModels);
    }

    private bool AllModels(PolicyContext context) =>
        block.Models.Count == 0
        || (!string.IsNullOrEmpty(context.Model) && Glob.IsAnyMatch(block.Models, context.Model!) && AllMatch(block.Models, context.CandidateModels));

    private bool AnyProvider(PolicyContext context, bool strict) =>
        block.Providers.Count == 0 || (context.Providers.Count == 0 ? strict : AnyMatch(block.Providers, context.Providers));

    private bool AllProviders(PolicyContext context) =>
        block.Providers.Count == 0 || (context.Providers.Count > 0 && AllMatch(block.Providers, context.Providers));

    private static bool AnyMatch(IReadOnlyList<string> globs, IReadOnlyList<string> facts)
    {
        for (var i = 0; i < facts.Count; i++)
        {
            if (Glob.IsAnyMatch(globs, facts[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AllMatch(IReadOnlyList<string> globs, IReadOnlyList<string> facts)
    {
        for (var i = 0; i < facts.Count; i++)
        {
            if (!Glob.IsAnyMatch(globs, facts[i]))
            {
                return false;
            }
        }

        return true;
    }
}
