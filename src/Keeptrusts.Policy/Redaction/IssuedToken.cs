namespace Keeptrusts.Policy.Redaction;

/// <summary>A placeholder that stands in the request.</summary>
/// <param name="Token">The placeholder, brackets included.</param>
/// <param name="Value">What it stands for.</param>
/// <param name="InContent">Whether it comes back in what the model says.</param>
/// <param name="InTools">Whether it comes back in tool arguments.</param>
internal sealed record IssuedToken(string Token, string Value, bool InContent, bool InTools);
