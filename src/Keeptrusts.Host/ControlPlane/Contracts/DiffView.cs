namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>Two versions of a configuration, compared.</summary>
/// <param name="Name">The configuration.</param>
/// <param name="From">The one before, <c>name@revision</c>; <see langword="null"/>: nothing.</param>
/// <param name="To">The one after.</param>
/// <param name="Changed">Whether they differ.</param>
/// <param name="Diff">The differences as <c>diff -u</c> writes them.</param>
internal sealed record DiffView(string Name, string? From, string To, bool Changed, string Diff);
