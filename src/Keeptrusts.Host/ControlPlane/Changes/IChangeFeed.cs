using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Changes;

/// <summary>The changes of the database, in the order of their commits.</summary>
internal interface IChangeFeed
{
    /// <summary>The number of the newest change; 0 where there never was one.</summary>
    Task<long> NewestAsync(CancellationToken cancellationToken);

    /// <summary>The changes after a number, oldest first.</summary>
    /// <returns><see langword="null"/> where some of them have been forgotten already: then everything may have changed.</returns>
    Task<IReadOnlyList<Change>?> AfterAsync(long sequence, CancellationToken cancellationToken);

    /// <summary>The objects of all changes of a topic that are not forgotten.</summary>
    Task<IReadOnlyList<string>> ObjectsAsync(string topic, CancellationToken cancellationToken);

    /// <summary>Begins to hear of changes. What is thrown from it or from its waiting means that it hears no longer.</summary>
    Task<IChangeEar> ListenAsync(CancellationToken cancellationToken);

    /// <summary>Forgets what is older than a time.</summary>
    Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>Hears that there are changes.</summary>
internal interface IChangeEar : IAsyncDisposable
{
    /// <summary>Returns when there may be changes, at the latest after a second.</summary>
    Task WaitAsync(CancellationToken cancellationToken);
}
