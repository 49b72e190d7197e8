namespace Keeptrusts.Policy.Injection.Rules;

/// <summary>One line of the rule table.</summary>
/// <param name="Id">Name of the signal; several lines may share one.</param>
/// <param name="UserFloor">The least score of a user's text in which the rule holds, in percent; 0 = the model alone weighs it.</param>
/// <param name="UntrustedFloor">The same for untrusted text.</param>
/// <param name="Steps">What has to follow each other within a sentence.</param>
internal sealed record InjectionRule(string Id, int UserFloor, int UntrustedFloor, RuleStep[] Steps)
{
    public int Floor(bool untrusted) => untrusted ? UntrustedFloor : UserFloor;
}
