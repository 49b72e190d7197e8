using Microsoft.CodeAnalysis;

namespace Keeptrusts.Analyzers.Symbols;

/// <summary>Where a model client sends its calls, as far as the source shows it.</summary>
/// <param name="host">The provider's host; <see langword="null"/>: elsewhere, or not known.</param>
/// <param name="place">What says so: the address, or the creation that names none.</param>
/// <param name="address">The value that gives the address; <see langword="null"/>: none is given.</param>
internal sealed class ClientEndpoint(string? host, Location place, IOperation? address)
{
    public string? Host { get; } = host;

    public Location Place { get; } = place;

    public IOperation? Address { get; } = address;
}
