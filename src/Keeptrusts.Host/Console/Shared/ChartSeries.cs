namespace Keeptrusts.Host.Console.Shared;

/// <summary>One series of a chart: its name, the CSS class of its colour (<c>c1</c> to <c>c6</c>, or <c>verdict-block</c> and so on), and a value for each label.</summary>
public sealed record ChartSeries(string Name, string Tone, IReadOnlyList<double> Values);
