namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>Lets one change at a time through, so that what is put into force last is what was stored last.</summary>
internal sealed class ChangeGate : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<Pass> EnterAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        return new Pass(_one);
    }

    public void Dispose() => _one.Dispose();

    /// <summary>Held while the change is made.</summary>
    internal sealed class Pass(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
