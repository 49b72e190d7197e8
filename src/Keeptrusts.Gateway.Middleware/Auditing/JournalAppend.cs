namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>Lines that one caller wants durable together.</summary>
internal sealed class JournalAppend(JournalEntry first, JournalEntry? second)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JournalEntry First { get; } = first;

    public JournalEntry? Second { get; } = second;

    public Task Durable => _done.Task;

    public void Succeed() => _done.SetResult();

    public void Fail(Exception reason) => _done.SetException(reason);
}
