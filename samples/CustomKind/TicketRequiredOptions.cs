using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace CustomKind;

/// <summary>The fields of a <c>ticket-required</c> block; each property is one, <c>ShortestNumber</c> is written <c>shortest_number</c>.</summary>
public sealed record TicketRequiredOptions
{
    [Description("Keys of the projects whose tickets count, such as PAY.")]
    [MinLength(1)]
    public required IReadOnlyList<string> Projects { get; init; }

    [Description("Fewest digits of a ticket's number; 1.")]
    [Range(1, 9)]
    public int ShortestNumber { get; init; } = 1;

    [Description("Where the ticket may stand; any_message.")]
    public TicketPlace Place { get; init; } = TicketPlace.AnyMessage;
}
