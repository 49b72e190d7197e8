namespace Keeptrusts.Host.ControlPlane.Gateways;

/// <summary>Where the two planes really listen; known once they are up.</summary>
internal sealed class PlaneAddresses
{
    public string Gateway { get; set; } = "";

    public string Control { get; set; } = "";
}
