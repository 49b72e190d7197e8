using Keeptrusts.Host.Console.Access;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.Records;
using Microsoft.AspNetCore.Components;

namespace Keeptrusts.Host.Console.Shared;

/// <summary>
/// What every page is made from: it loads when it is opened and when its query string changes, keeps what the first rendering loaded, and, where it is
/// live, loads again when events arrive. Public because the compiler makes pages so; what it gives them is internal.
/// </summary>
public abstract class PageBase : ComponentBase, IDisposable
{
    private static readonly TimeSpan LeastBetween = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan MostBetween = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _gone = new();
    private readonly Dictionary<string, Action> _kept = new(StringComparer.Ordinal);
    private PersistingComponentStateSubscription _persisting;
    private bool _isPersisting;

    /// <summary>What went wrong, for <c>&lt;Problem Text="@Problem" /&gt;</c>; what a person did wrong and can do now.</summary>
    private protected string? Problem { get; set; }

    /// <summary>Ends when the page is left.</summary>
    private protected CancellationToken Gone => _gone.Token;

    [Inject]
    private protected ConsoleSession Session { get; private set; } = default!;

    [Inject]
    private protected TimeProvider Time { get; private set; } = default!;

    [Inject]
    private PersistentComponentState State { get; set; } = default!;

    [Inject]
    private EventArrivals Arrivals { get; set; } = default!;

    /// <summary>Whether the page loads again when calls were made.</summary>
    private protected virtual bool IsLive => false;

    /// <summary>The endpoint of the API that gives what this page shows; who may not ask it does not see the page's contents.</summary>
    private protected abstract string Endpoint { get; }

    /// <summary>Lets go of what it holds.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Loads what the page shows into its fields.</summary>
    private protected abstract Task LoadAsync(Principal caller, CancellationToken cancellationToken);

    /// <inheritdoc />
    protected sealed override Task OnParametersSetAsync() => ReloadAsync();

    /// <summary>Loads again.</summary>
    protected async Task ReloadAsync()
    {
        if (Session.For(Endpoint).Refused(out var refusal, out var caller))
        {
            Problem = refusal.Message;
            return;
        }

        await LoadAsync(caller, Gone);
    }

    /// <summary>Does something that may be refused: says so on the page, or says that it is done and loads again.</summary>
    private protected async Task<T?> DoAsync<T>(string endpoint, Func<Principal, Task<Outcome<T>>> act)
        where T : class
    {
        Problem = null;
        Refusal? refused;
        T? done = null;
        if (Session.For(endpoint).Refused(out refused, out var caller) || (await act(caller)).Refused(out refused, out done))
        {
            Problem = refused.Message;
            return null;
        }

        await ReloadAsync();
        return done;
    }

    /// <summary>
    /// Loads once for both renderings of a page: what the first one, on the host, loaded travels with the page to the second, live one. Only for what
    /// the page shows anyway: no keys.
    /// </summary>
    private protected async Task<T> KeepAsync<T>(string name, Func<Task<T>> load)
    {
        var key = $"{GetType().Name}.{name}";
        if (RendererInfo.IsInteractive)
        {
            return State.TryTakeFromJson<T>(key, out var kept) && kept is not null ? kept : await load();
        }

        var loaded = await load();
        _kept[key] = () => State.PersistAsJson(key, loaded);
        if (!_isPersisting)
        {
            _isPersisting = true;
            _persisting = State.RegisterOnPersisting(PersistAsync, Microsoft.AspNetCore.Components.Web.RenderMode.InteractiveServer);
        }

        return loaded;
    }

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && IsLive)
        {
            _ = FollowAsync();
        }
    }

    /// <inheritdoc cref="Dispose()" />
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gone.Cancel();
            _gone.Dispose();
            _persisting.Dispose();
        }
    }

    private Task PersistAsync()
    {
        foreach (var persist in _kept.Values)
        {
            persist();
        }

        return Task.CompletedTask;
    }

    private async Task FollowAsync()
    {
        var gone = Gone;
        try
        {
            while (!gone.IsCancellationRequested)
            {
                // Another control plane over the same database may have stored some, of which nobody tells this one.
                await Task.WhenAny(Arrivals.Next, Task.Delay(MostBetween, Time, gone));
                await Task.Delay(LeastBetween, Time, gone);
                await InvokeAsync(async () =>
                {
                    await ReloadAsync();
                    StateHasChanged();
                });
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
