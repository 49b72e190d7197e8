namespace Keeptrusts.Host.Console.Shared;

/// <summary>Decisions about escalations in words.</summary>
internal static class DecisionText
{
    /// <summary>What an approval does.</summary>
    /// <param name="phase">The phase in which the call was held.</param>
    public static string OfApproval(string phase) => phase is "output" or "tool"
        ? "Approving releases the held answer, once, to whoever comes for it."
        : "Approving lets this request pass this policy, from this key, until the approval ends.";
}
