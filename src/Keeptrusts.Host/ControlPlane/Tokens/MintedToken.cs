using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>A fresh token with its key, which exists only here and in the one answer made from it.</summary>
internal sealed record MintedToken(Token Token, GatewayKey Key);
