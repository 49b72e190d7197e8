using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Webhooks;

/// <summary><c>kt webhook …</c></summary>
internal static class WebhookCommands
{
    public static Command Build(CliSurroundings around) => new("webhook", "Addresses that are told when something happens.")
    {
        List(around),
        Add(around),
        Delete(around),
        Test(around),
        Deliveries(around),
    };

    private static string Path(string id) => $"/v1/webhooks/{Uri.EscapeDataString(id)}";

    private static Argument<string> Id() => new("id") { Description = "The webhook, `whk_…`" };

    private static ApiCommand List(CliSurroundings around) => new ApiCommand("list", "List webhooks.", around).Asks(
        (client, _, cancellationToken) => client.ListAsync("/v1/webhooks", cancellationToken),
        (answer, _, _) =>
        {
            var webhooks = answer.Deserialize(ControlJson.Default.PageWebhookView)!.Data;
            return TableOutput.WriteAsync(around, ["id", "url", "events", "created"],
                [.. webhooks.Select(w => new[] { w.Id, w.Url, w.Events.Count == 0 ? "all" : Show.List([.. w.Events]), Show.Time(w.CreatedAt) })],
                $"no webhooks; `{around.CommandName} webhook add URL` makes one");
        },
        page => page.GetProperty("data"));

    private static ApiCommand Add(CliSurroundings around)
    {
        var url = new Argument<string>("url") { Description = "Where messages go, such as https://example.com/hooks/keeptrusts" };
        var events = new Option<string[]>("--event") { Description = "Only this event, such as escalation.created; may be given several times [default: all]" };
        return new ApiCommand("add", "Make a webhook; the key that signs its messages is shown once.", around, url, events).Asks(
            (client, parsed, cancellationToken) => client.PostAsync("/v1/webhooks", new NewWebhook(parsed.GetValue(url), parsed.GetValue(events) ?? []), ControlJson.Default.NewWebhook, cancellationToken),
            async (answer, _, _) =>
            {
                var made = answer.Deserialize(ControlJson.Default.MintedWebhookView)!;
                await around.Out.WriteLineAsync($"made webhook {made.Id}; its messages are signed with this key, which nobody can show again:");
                await around.Out.WriteLineAsync(made.Secret);
            });
    }

    private static ApiCommand Delete(CliSurroundings around)
    {
        var id = Id();
        return new ApiCommand("delete", "Delete a webhook and what waits for it.", around, id).Asks(
            (client, parsed, cancellationToken) => client.DeleteAsync(Path(parsed.GetValue(id)!), cancellationToken),
            (answer, _, _) => around.Out.WriteLineAsync($"deleted {answer.GetProperty("id").GetString()}"));
    }

    private static ApiCommand Test(CliSurroundings around)
    {
        var id = Id();
        return new ApiCommand("test", "Send a message for a try.", around, id).Asks(
            (client, parsed, cancellationToken) => client.PostAsync($"{Path(parsed.GetValue(id)!)}/test", cancellationToken),
            (answer, parsed, _) => around.Out.WriteLineAsync($"{answer.GetProperty("id").GetString()} is on its way; `{around.CommandName} webhook deliveries {parsed.GetValue(id)}` tells what became of it"));
    }

    private static ApiCommand Deliveries(CliSurroundings around)
    {
        var id = Id();
        return new ApiCommand("deliveries", "List the last messages of a webhook.", around, id).Asks(
            (client, parsed, cancellationToken) => client.GetAsync($"{Path(parsed.GetValue(id)!)}/deliveries", cancellationToken),
            (answer, _, _) =>
            {
                var rows = answer.Deserialize(ControlJson.Default.PageDeliveryView)!.Data.Select(d =>
                    new[] { d.Id, d.Event, d.Status, d.Attempts.ToString(System.Globalization.CultureInfo.InvariantCulture), Show.Time(d.CreatedAt), Show.Time(d.NextAt), d.Problem ?? Show.Nothing });
                return TableOutput.WriteAsync(around, ["id", "event", "status", "attempts", "created", "next", "problem"], [.. rows], "no messages yet");
            },
            page => page.GetProperty("data"));
    }
}
