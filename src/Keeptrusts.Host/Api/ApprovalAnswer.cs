using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Approvals;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary>Answers with a request for approval where a key was asked for.</summary>
internal sealed class ApprovalAnswer(ApprovalService approvals, TimeProvider time)
{
    public static bool IsOne(string id) => id.StartsWith("apr_", StringComparison.Ordinal);

    public Task PendingAsync(HttpContext context, Approval approval) => ApiAnswer.CreatedAsync(
        context, approval.Id, $"/v1/approvals/{approval.Id}", ApprovalView.Of(approval, time.GetUtcNow()), ControlJson.Sentences.ApprovalView, StatusCodes.Status202Accepted);

    public async Task ReplayAsync(HttpContext context, Principal caller, string id)
    {
        if ((await approvals.FindAsync(caller, id, context.RequestAborted)).Refused(out var gone, out var approval))
        {
            await ApiAnswer.RefuseAsync(context, gone);
        }
        else
        {
            await PendingAsync(context, approval);
        }
    }
}
