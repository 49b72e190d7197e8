using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Budgets;

/// <summary><c>kt budget …</c></summary>
internal static class BudgetCommands
{
    public static Command Build(CliSurroundings around)
    {
        var command = new Command("budget", "Budgets: what may be spent, and what is.") { Set(around), ShowAll(around) };
        command.Aliases.Add("budgets");
        return command;
    }

    private static ApiCommand Set(CliSurroundings around)
    {
        var scope = new Option<string>("--scope") { Description = "Whose spend: org, team, key, user or user_template", Required = true };
        var id = new Option<string?>("--id") { Description = "The team, key, user, or user/template meant; not for org" };
        var window = new Option<string>("--window") { Description = "hour, day, week, month or total, in UTC", Required = true };
        var hard = new Option<decimal?>("--hard-cap-usd") { Description = "Spend that is never passed, in US dollars" };
        var soft = new Option<decimal?>("--soft-cap-usd") { Description = "Spend that warns, in US dollars" };
        var clear = new Option<bool>("--clear") { Description = "Remove the caps that were set this way" };
        var overrun = new Option<bool>("--clear-overrun") { Description = "Open the budget again that an overrun closed" };
        return new ApiCommand("set", "Set, change or remove the caps of a budget.", around, scope, id, window, hard, soft, clear, overrun).Asks(
            (client, parsed, cancellationToken) => parsed.GetValue(clear)
                ? client.DeleteAsync($"/v1/budgets?scope={Escape(parsed.GetValue(scope))}&id={Escape(parsed.GetValue(id))}&window={Escape(parsed.GetValue(window))}", cancellationToken)
                : client.PutAsync(
                    "/v1/budgets",
                    new BudgetWish(parsed.GetValue(scope), parsed.GetValue(id), parsed.GetValue(window), parsed.GetValue(soft), parsed.GetValue(hard), parsed.GetValue(overrun)),
                    ControlJson.Default.BudgetWish,
                    cancellationToken),
            (answer, parsed, _) =>
            {
                var cap = answer.Deserialize(ControlJson.Default.BudgetCapView)!;
                var name = $"{cap.Scope} {cap.Id}, {cap.Window}";
                return around.Out.WriteLineAsync(parsed.GetValue(clear) ? $"removed the caps of {name}" : $"{name}: hard cap {Usd(cap.HardCapUsd)}, soft cap {Usd(cap.SoftCapUsd)}");
            });
    }

    private static ApiCommand ShowAll(CliSurroundings around) => new ApiCommand("show", "Show the budgets that apply, with what is spent and reserved now.", around).Asks(
        (client, _, cancellationToken) => client.ListAsync("/v1/budgets", cancellationToken),
        (answer, _, _) =>
        {
            var budgets = answer.Deserialize(ControlJson.Default.PageBudgetView)!.Data;
            return TableOutput.WriteAsync(
                around,
                ["scope", "id", "window", "soft cap", "hard cap", "spent", "reserved", "remaining", "resets", "caps"],
                [
                    .. budgets.Select(b => new[]
                    {
                        b.Scope, b.Name is null ? b.Id : $"{b.Name} ({b.Id})", b.Window, Usd(b.SoftCapUsd), Usd(b.HardCapUsd), Show.Usd(b.SpentUsd), Show.Usd(b.ReservedUsd),
                        b.OverrunUsd > 0 ? $"closed (overrun {Show.Usd(b.OverrunUsd)})" : Usd(b.RemainingUsd), Show.Time(b.ResetsAt),
                        string.Join(" · ", b.Caps.OrderBy(cap => cap.HardCapUsd ?? decimal.MaxValue).Select(cap => $"{Usd(cap.HardCapUsd ?? cap.SoftCapUsd)}{(cap.HardCapUsd is null ? " (soft)" : "")} {cap.Source}")),
                    }),
                ],
                $"no budget applies; `{around.CommandName} budget set --scope team --id TEAM --window day --hard-cap-usd 50` makes one");
        },
        page => page.GetProperty("data"));

    private static string Escape(string? value) => Uri.EscapeDataString(value ?? "");

    private static string Usd(decimal? value) => value is { } amount ? Show.Usd(amount) : Show.Nothing;
}
