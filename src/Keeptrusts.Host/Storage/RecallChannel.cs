using System.Globalization;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Budgets;
using Npgsql;

namespace Keeptrusts.Host.Storage;

/// <summary>
/// Tells control planes over one PostgreSQL of recalls at once. Whoever misses one sees it with its gateway's next report, within a second; so a
/// notice that cannot be sent is no failure.
/// </summary>
internal sealed class RecallChannel(ControlDatabase database, TimeProvider time) : IRecallNotice
{
    private const string Name = "keeptrusts_recalls";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public void Recalled(BudgetKey budget, long number)
    {
        if (database.Provider == DatabaseProvider.PostgreSql)
        {
            _ = Task.Run(() => SendAsync(Write(budget, number)));
        }
    }

    /// <summary>Passes on what others recall until cancelled.</summary>
    public async Task RunAsync(Action<BudgetKey, long> heard, CancellationToken cancellationToken)
    {
        while (database.Provider == DatabaseProvider.PostgreSql && !cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(heard, cancellationToken);
            }
            catch (Exception exception) when (exception is OperationCanceledException or NpgsqlException or TimeoutException or IOException)
            {
                // The server is away, or the host stops.
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    internal static string Write(BudgetKey budget, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{ScopeNames.Of(budget.Scope)}|{ScopeNames.Of(budget.Window)}|{budget.From.UtcTicks}|{number}|{budget.Id}");

    /// <returns>The recall, or <see langword="null"/> where the text is of another version.</returns>
    internal static (BudgetKey Budget, long Number)? Read(string text) =>
        text.Split('|', 5) is [var scope, var window, var from, var number, var id]
        && ScopeNames.FindScope(scope) is { } whose
        && ScopeNames.FindWindow(window) is { } span
        && long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? (new(whose, id, span, new(ticks, TimeSpan.Zero)), count)
            : null;

    private async Task SendAsync(string text)
    {
        try
        {
            await using var connection = await database.ConnectAsync(CancellationToken.None);
            await connection.ExecuteAsync("SELECT pg_notify(@p0, @p1)", [Name, text], CancellationToken.None);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException or ObjectDisposedException)
        {
            // The next report tells.
        }
    }

    private async Task ListenAsync(Action<BudgetKey, long> heard, CancellationToken cancellationToken)
    {
        await using var connection = (NpgsqlConnection)await database.ConnectAsync(cancellationToken);
        connection.Notification += (_, notice) =>
        {
            if (Read(notice.Payload) is var (budget, number))
            {
                heard(budget, number);
            }
        };
        await connection.ExecuteAsync("LISTEN " + Name, [], cancellationToken);
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }
}
