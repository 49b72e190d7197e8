using Keeptrusts.Gateway.Middleware.Nodes.Snapshots;
using Keeptrusts.Host.ControlPlane.Tokens;

namespace Keeptrusts.Host.Runtime;

/// <summary>The keys whose calls were ended at once, here and on nodes that are linked to this process.</summary>
internal sealed class CutBoard : CutKeys, ICallCuts;
