using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Reports;

/// <summary>Writes a witness: the facts of a request, one after the other.</summary>
public static class WitnessText
{
    /// <summary>The facts that matter, by name, in one order.</summary>
    /// <param name="witness">The request.</param>
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
    /// <param name="witness">The request.</param>
    public static string Of(Witness witness) => string.Join(", ", Facts(witness).Select(f => $"{f.Name} {f.Value}")) is { Length: > 0 } text ? text : "any request";
}
