using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Policy.Selectors;

/// <summary>Whether lists of models mean what a call asks for. A group's name stands for the models of its targets, so it is no way around a list of models.</summary>
internal static class RequestedModel
{
    /// <summary>Whether any name of the model, or any model that a target may be sent, is in a list: as lists that deny are read.</summary>
    /// <param name="globs">The list.</param>
    /// <param name="facts">What is asked for.</param>
    public static bool IsAny(IReadOnlyList<string> globs, AdmissionFacts facts) =>
        Glob.IsAnyMatch(globs, facts.Model) || Matching(globs, facts.Aliases) > 0 || Matching(globs, facts.UpstreamModels) > 0;

    /// <summary>Whether a list has any name of the model, or each model that a target may be sent: as lists that allow are read.</summary>
    /// <param name="globs">The list.</param>
    /// <param name="facts">What is asked for.</param>
    public static bool IsWithin(IReadOnlyList<string> globs, AdmissionFacts facts) =>
        Glob.IsAnyMatch(globs, facts.Model)
        || Matching(globs, facts.Aliases) > 0
        || (facts.UpstreamModels.Count > 0 && Matching(globs, facts.UpstreamModels) == facts.UpstreamModels.Count);

    private static int Matching(IReadOnlyList<string> globs, IReadOnlyList<string> models)
    {
        var count = 0;
        for (var i = 0; i < models.Count; i++)
        {
            count += Glob.IsAnyMatch(globs, models[i]) ? 1 : 0;
        }

        return count;
    }
}
