using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Console.Pages;

/// <summary>One line of the table of usage.</summary>
/// <param name="Id">What the group is, as filters take it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Used">What it used.</param>
internal sealed record UsageGroup(string Id, string? Name, UsageView Used);
