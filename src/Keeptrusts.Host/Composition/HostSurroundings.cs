namespace Keeptrusts.Host.Composition;

/// <summary>What the host takes from its surroundings, so that tests can give it others.</summary>
/// <param name="Environment">Finds an environment variable.</param>
/// <param name="Time">The clock.</param>
/// <param name="Report">Takes one line for whoever watches.</param>
internal sealed record HostSurroundings(Func<string, string?> Environment, TimeProvider Time, Action<string> Report);
