namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>Lines that one caller wants durable together.</summary>
internal sealed class JournalAppend(JournalEntry first, JournalEntry? second)
{
    private TaskCompletionSource? _waiter;
    private Exception? _failure;

    public JournalEntry First { get; } = first;

    public JournalEntry? Second { get; } = second;

    /// <summary>For a caller whose lines another one writes; called before the writer can see them.</summary>
    public Task Wait() => (_waiter = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>For the caller who wrote them himself.</summary>
    public Task Written() => _failure is null ? Task.CompletedTask : Task.FromException(_failure);

    public void Succeed() => _waiter?.SetResult();

    public void Fail(Exception reason)
    {
        _failure = reason;
        _waiter?.SetException(reason);
    }
}
