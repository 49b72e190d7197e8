using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Approvals;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/approvals</c>.</summary>
internal sealed class ApprovalEndpoints(ApprovalService approvals, TokenFinder finder, PlaneAddresses addresses, TimeProvider time) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/approvals", Permission.Read, "Lists requests for approval, newest first: one's own, and those of the team that one manages.", ListAsync)
        {
            Answer = typeof(Page<ApprovalView>), Paged = true, Query = [("status", "pending, approved, denied or expired.")],
        },
        new("GET", "/v1/approvals/{id}", Permission.Read, "Shows a request for approval.", ShowAsync) { Answer = typeof(ApprovalView) },
        new("POST", "/v1/approvals/{id}/approve", Permission.Manage, "Approves a request, never one's own.", (context, caller) => DecideAsync(context, caller, approve: true))
        {
            Body = typeof(Decision), Answer = typeof(ApprovalView),
        },
        new("POST", "/v1/approvals/{id}/deny", Permission.Manage, "Denies a request, never one's own.", (context, caller) => DecideAsync(context, caller, approve: false))
        {
            Body = typeof(Decision), Answer = typeof(ApprovalView),
        },
        new("POST", "/v1/approvals/{id}/token", Permission.ManageKeys, "Makes the approved key, for whoever asked for it; only this answer shows it.", TakeAsync)
        {
            Answer = typeof(MintedTokenView), Status = StatusCodes.Status201Created, Replay = (context, caller, id) => MintedAnswer.ReplayAsync(context, finder.Find(caller, id), addresses),
        },
    ];

    private async Task ListAsync(HttpContext context, Principal caller)
    {
        var now = time.GetUtcNow();
        var status = context.Request.Query["status"].ToString();
        var views = (await approvals.ListAsync(caller, context.RequestAborted)).Select(a => ApprovalView.Of(a, now)).Where(a => status.Length == 0 || a.Status == status);
        await ApiAnswer.PageAsync(context, views, a => a.Id, ControlJson.Sentences.PageApprovalView, descending: true);
    }

    private async Task ShowAsync(HttpContext context, Principal caller) =>
        await AnswerAsync(context, await approvals.FindAsync(caller, Id(context), context.RequestAborted));

    private async Task DecideAsync(HttpContext context, Principal caller, bool approve)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.Decision)).Refused(out var unreadable, out var decision))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else
        {
            await AnswerAsync(context, await approvals.DecideAsync(caller, Id(context), approve, decision.Note, context.RequestAborted));
        }
    }

    private async Task TakeAsync(HttpContext context, Principal caller)
    {
        if ((await approvals.TakeAsync(caller, Id(context), context.RequestAborted)).Refused(out var refusal, out var minted))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else
        {
            await MintedAnswer.SendAsync(context, minted, addresses);
        }
    }

    private Task AnswerAsync(HttpContext context, Outcome<Approval> outcome) => outcome.Refused(out var refusal, out var approval)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.ObjectAsync(context, ApprovalView.Of(approval, time.GetUtcNow()), ControlJson.Sentences.ApprovalView);

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
