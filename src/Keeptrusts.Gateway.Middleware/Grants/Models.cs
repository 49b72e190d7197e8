using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;
using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Gateway.Middleware.Grants;

/// <summary>Which models there are, and which targets serve them.</summary>
internal static class Models
{
    private const int MostListed = 12;

    /// <summary>The target that answers where a document declares none.</summary>
    private static readonly TargetPlan UndeclaredEcho = new() { Id = "echo", Provider = "echo" };

    private static readonly IReadOnlyList<TargetPlan> OnlyEcho = [UndeclaredEcho];

    public static IReadOnlyList<TargetPlan> Serving(PolicyPlan plan, string model)
    {
        if (plan.Targets.Count == 0)
        {
            return OnlyEcho;
        }

        return [.. plan.Targets.Where(target => target.Models.Count == 0 || Matches(target.Models, model))];
    }

    public static bool Matches(IReadOnlyList<string> globs, string model)
    {
        foreach (var glob in globs)
        {
            if (Glob.IsMatch(glob, model))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The models that a key can name: groups and their aliases, those written out, and for globs and open targets the priced ones that they serve,
    /// and those that the key is for.
    /// </summary>
    public static IReadOnlyList<string> Names(PolicyPlan plan, KeyRecord key)
    {
        var targets = plan.Targets.Count == 0 ? OnlyEcho : plan.Targets;
        var own = key.AllowedModels.Where(model => IsName(model) && Serving(plan, model).Count > 0);
        var names = plan.Groups.SelectMany(group => group.Names).Concat(targets.SelectMany(Names)).Concat(own).Distinct(StringComparer.OrdinalIgnoreCase);
        return [.. names.Where(name => IsFor(key, Facts(plan, name)))];
    }

    /// <summary>Whether a key is for a model.</summary>
    public static bool IsFor(KeyRecord key, AdmissionFacts facts) => key.AllowedModels.Count == 0 || RequestedModel.IsWithin(key.AllowedModels, facts);

    /// <summary>What is asked for by a name: a model, or a group and so the models of its targets.</summary>
    public static AdmissionFacts Facts(PolicyPlan plan, string model) => Facts(model, plan.FindGroup(model));

    public static AdmissionFacts Facts(string model, ModelGroup? group) =>
        group is null ? new() { Model = model } : new() { Model = model, Aliases = group.Names, UpstreamModels = group.Models };

    public static Refusal Unknown(PolicyPlan plan, KeyRecord key) => new()
    {
        Status = 404,
        Type = "invalid_request_error",
        Code = "model_not_found",
        Message = $"No target of this gateway serves the model. Available: {Listed(Names(plan, key))}.",
        Param = "model",
    };

    /// <summary>The model is served, but not in the way that it was asked for.</summary>
    public static Refusal Unsupported(Surface surface) => new()
    {
        Status = 400,
        Type = "invalid_request_error",
        Code = "unsupported_for_target",
        Message = $"No target that serves this model takes {surface.Name.ToLowerInvariant()} calls ({string.Join(", ", surface.Providers)} can). Use chat completions, or another model.",
        Param = "model",
    };

    public static string Listed(IEnumerable<string> names)
    {
        var shown = names.Take(MostListed + 1).ToList();
        return shown.Count == 0 ? "none"
            : shown.Count > MostListed ? string.Join(", ", shown.Take(MostListed)) + ", …"
            : string.Join(", ", shown);
    }

    private static IEnumerable<string> Names(TargetPlan target)
    {
        if (target.Provider == "echo" && target.Models.Count == 0)
        {
            return ["echo"];
        }

        var written = target.Models.Where(IsName);
        var open = target.Models.Count == 0 || !target.Models.All(IsName);
        var priced = target.Pricing.Keys.Where(IsName).Concat(PriceTable.Models(target.Provider));
        return open ? written.Concat(priced.Where(model => target.Models.Count == 0 || Matches(target.Models, model))) : written;
    }

    private static bool IsName(string glob) => !glob.Contains('*', StringComparison.Ordinal);
}
