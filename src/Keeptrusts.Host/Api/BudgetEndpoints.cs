using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/budgets</c>.</summary>
internal sealed class BudgetEndpoints(BudgetBoard board, BudgetService budgets) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/budgets", Permission.Read, "Lists the budgets that apply, with what is spent and reserved now.", ListAsync) { Answer = typeof(Page<BudgetView>), Paged = true },
        new("PUT", "/v1/budgets", Permission.Manage, "Sets the caps of a budget, or opens it again after an overrun.", PutAsync) { Body = typeof(BudgetWish), Answer = typeof(BudgetCapView) },
        new("DELETE", "/v1/budgets", Permission.Manage, "Removes the caps of a budget that were set here.", DeleteAsync)
        {
            Answer = typeof(BudgetCapView),
            Query = [("scope", "The scope."), ("id", "The member; not for org."), ("window", "The window.")],
        },
    ];

    private async Task ListAsync(HttpContext context, Principal caller) => await ApiAnswer.PlacedPageAsync(
        context, await board.ListAsync(caller, context.RequestAborted), ControlJson.Default.PageBudgetView);

    private async Task PutAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.BudgetWish)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
            return;
        }

        await AnswerAsync(context, await budgets.PutAsync(caller, wanted, context.RequestAborted));
    }

    private async Task DeleteAsync(HttpContext context, Principal caller)
    {
        var query = context.Request.Query;
        await AnswerAsync(context, await budgets.RemoveAsync(caller, query["scope"], query["id"], query["window"], context.RequestAborted));
    }

    private static Task AnswerAsync(HttpContext context, Outcome<Budget> outcome) => outcome.Refused(out var refusal, out var budget)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.OkAsync(
            context,
            new BudgetCapView(ScopeNames.Of(budget.Scope), budget.MemberId, ScopeNames.Of(budget.Window), Dollars(budget.SoftCapNano), Dollars(budget.HardCapNano)),
            ControlJson.Default.BudgetCapView);

    private static decimal? Dollars(long? nano) => nano is { } amount ? NanoDollars.ToDollars(amount) : null;
}
