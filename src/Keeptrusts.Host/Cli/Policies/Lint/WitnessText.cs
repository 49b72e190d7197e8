using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>Writes a witness: the facts of a request, one after the other.</summary>
internal static class WitnessText
{
    public static IEnumerable<(string Name, string Value)> Facts(Witness witness)
    {
        (string Name, string? Value)[] facts =
        [
            ("team", witness.Team),
            ("key", witness.Key),
            ("user", witness.User),
            ("model", witness.Model),
            ("provider", witness.Provider),
            ("environment", witness.Environment),
            ("subject", witness.Subject),
        ];
        return facts.Where(f => f.Value is not null).Select(f => (f.Name, f.Value!));
    }

    /// <summary>Such as <c>team hr, model gpt-4o, subject US_SSN</c>; any request where no fact matters.</summary>
    public static string Of(Witness witness) => string.Join(", ", Facts(witness).Select(f => $"{f.Name} {f.Value}")) is { Length: > 0 } text ? text : "any request";
}
