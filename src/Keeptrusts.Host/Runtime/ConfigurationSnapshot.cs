using Keeptrusts.Gateway.Middleware.Nodes.Snapshots;
using Keeptrusts.Host.ControlPlane.Configurations;

namespace Keeptrusts.Host.Runtime;

/// <summary>The configurations of this control plane that are in force.</summary>
/// <param name="gateway">The gateway of this process.</param>
/// <param name="teams">Which configuration a team has.</param>
internal sealed class ConfigurationSnapshot(string gateway, TeamSnapshot teams) : GoverningConfigurations(gateway, teams), ILiveConfigurations;
