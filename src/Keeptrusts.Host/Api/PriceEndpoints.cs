using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/prices</c>.</summary>
internal sealed class PriceEndpoints(PriceService prices) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/prices", Permission.Read, "Lists the prices that the organisation set; they go before the built-in table.", ListAsync) { Answer = typeof(Page<PriceView>), Paged = true },
        new("PUT", "/v1/prices", Permission.Administer, "Sets a model's price.", PutAsync) { Body = typeof(PriceView), Answer = typeof(PriceView) },
        new("DELETE", "/v1/prices", Permission.Administer, "Removes a price that was set here.", DeleteAsync)
        {
            Answer = typeof(PriceView),
            Query = [("provider", "The provider's name, or a target's id."), ("model", "The model.")],
        },
    ];

    private async Task ListAsync(HttpContext context, Principal caller) => await ApiAnswer.PlacedPageAsync(
        context, await prices.ListAsync(context.RequestAborted), ControlJson.Default.PagePriceView);

    private async Task PutAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.PriceView)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
            return;
        }

        await AnswerAsync(context, await prices.PutAsync(caller, wanted, context.RequestAborted));
    }

    private async Task DeleteAsync(HttpContext context, Principal caller) =>
        await AnswerAsync(context, await prices.RemoveAsync(caller, context.Request.Query["provider"], context.Request.Query["model"], context.RequestAborted));

    private static Task AnswerAsync(HttpContext context, Outcome<PriceView> outcome) => outcome.Refused(out var refusal, out var price)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.OkAsync(context, price, ControlJson.Default.PriceView);
}
