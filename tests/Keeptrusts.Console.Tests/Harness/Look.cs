namespace Keeptrusts.Console.Tests.Harness;

/// <summary>How wide a screen is, and in which theme.</summary>
public sealed record Look(string Name, int Width, int Height, bool IsDark)
{
    public static Look Desktop { get; } = new("desktop-light", 1280, 800, false);

    public static IReadOnlyList<Look> All { get; } = [Desktop, new("desktop-dark", 1280, 800, true), new("phone-light", 380, 800, false), new("phone-dark", 380, 800, true)];
}
