using Keeptrusts.Gateway.Middleware.Auditing;

namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>Where journals ship to: the database, or the way to it.</summary>
internal interface IEventIntake
{
    /// <summary>How far a journal has been taken.</summary>
    Task<JournalPosition> PositionAsync(string journal, CancellationToken cancellationToken);

    /// <summary>Stores a batch in the journal's order.</summary>
    Task TakeAsync(string journal, IReadOnlyList<JournalEvent> batch, CancellationToken cancellationToken);

    /// <summary>Stores the checkpoints of chains that have grown since their last one.</summary>
    Task CheckpointAsync(CancellationToken cancellationToken);
}
