namespace Keeptrusts.Policy.Templates;

/// <summary>One policy of a template, in one line.</summary>
/// <param name="Name">Its name in the chain.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Action">What follows from a finding; <see langword="null"/> where the kind decides nothing, or by finding.</param>
/// <param name="What">What it looks at or limits, in plain words.</param>
public sealed record TemplatePolicy(string Name, string Kind, string? Action, string What);
