namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>How fast people get on, over a period.</summary>
/// <param name="Since">Where the period begins.</param>
/// <param name="FirstCall">From a key to its first call.</param>
/// <param name="Onboarding">From a team to its first call.</param>
/// <param name="Lint">Changes of configurations that were linted before.</param>
/// <param name="Traces">From an incident to its trace.</param>
internal sealed record VelocityReport(DateTimeOffset Since, FirstCallView FirstCall, OnboardingView Onboarding, LintShareView Lint, TraceTimeView Traces);

/// <summary>Gateway keys that were made in the period, rotations apart, and how long each took to its first call.</summary>
/// <param name="Keys">How many.</param>
/// <param name="Used">How many of them have been used.</param>
/// <param name="MedianSeconds">The median of those; <see langword="null"/>: none was used.</param>
/// <param name="Distribution">How many took how long.</param>
internal sealed record FirstCallView(int Keys, int Used, double? MedianSeconds, IReadOnlyList<DurationCount> Distribution);

/// <summary>How many took about that long.</summary>
/// <param name="Label">How long, such as <c>1 to 5 min</c>.</param>
/// <param name="Count">How many.</param>
internal sealed record DurationCount(string Label, int Count);

/// <summary>Teams that were made in the period.</summary>
/// <param name="MedianSeconds">The median from a team to its first call; <see langword="null"/>: none has called yet.</param>
/// <param name="Teams">Each of them.</param>
internal sealed record OnboardingView(double? MedianSeconds, IReadOnlyList<TeamOnboarding> Teams);

/// <summary>The steps of a team's way in.</summary>
/// <param name="Team">Its id.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="FirstMemberAt">When the first of its present members came.</param>
/// <param name="FirstKeyAt">When its first gateway key was made.</param>
/// <param name="FirstCallAt">When the first call of one of its keys came.</param>
internal sealed record TeamOnboarding(string Team, DateTimeOffset CreatedAt, DateTimeOffset? FirstMemberAt, DateTimeOffset? FirstKeyAt, DateTimeOffset? FirstCallAt);

/// <summary>Deployments in the period that a person or a token asked for.</summary>
/// <param name="Changes">How many.</param>
/// <param name="Linted">How many of them put a document into force that lint had seen here before.</param>
internal sealed record LintShareView(int Changes, int Linted);

/// <summary>Incidents of the period: calls that were blocked, escalated, or failed.</summary>
/// <param name="Incidents">How many.</param>
/// <param name="Opened">Of how many the trace was opened.</param>
/// <param name="MedianSeconds">The median from such a call to the first opening of its trace; <see langword="null"/>: none was opened.</param>
internal sealed record TraceTimeView(long Incidents, int Opened, double? MedianSeconds);
