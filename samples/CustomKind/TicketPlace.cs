namespace CustomKind;

/// <summary>Where a ticket may stand.</summary>
public enum TicketPlace
{
    AnyMessage,
    LastMessage,
}
