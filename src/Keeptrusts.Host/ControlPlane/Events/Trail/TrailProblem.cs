namespace Keeptrusts.Host.ControlPlane.Events.Trail;

/// <summary>Something that is wrong with a trail.</summary>
/// <param name="Code"><c>altered</c>, <c>missing</c>, <c>order</c>, <c>cut</c>, <c>checkpoint</c>, <c>columns</c> or <c>unreadable</c>.</param>
/// <param name="Chain">The chain, where it is known.</param>
/// <param name="Seq">Number of the event in it.</param>
/// <param name="EventId">The event, where it is known.</param>
/// <param name="Line">The line of what was read, counting from 1; 0 where it is about the end.</param>
/// <param name="Message">What is wrong, for a person.</param>
internal sealed record TrailProblem(string Code, string? Chain, long Seq, string? EventId, long Line, string Message);
