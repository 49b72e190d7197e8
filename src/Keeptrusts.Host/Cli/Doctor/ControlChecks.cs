using System.Text.Json;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Doctor;

/// <summary>Does the control plane answer, whose token is used, do the clocks agree, where is the key ring?</summary>
internal static class ControlChecks
{
    private static readonly TimeSpan NoticedSkew = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var (url, kt) = (patient.Endpoint.Url, patient.Around.CommandName);
        using var health = await patient.GetAsync($"{url}/healthz", null, cancellationToken);
        if (health is not { IsSuccessStatusCode: true })
        {
            return [Finding.Fail("control plane", $"nothing answers at {url}", $"start it with `{kt} up`, or say where it is with --api-url or KEEPTRUSTS_API_URL")];
        }

        patient.IsControlUp = true;
        if (health.Headers.Date is { } theirs && (patient.Around.Time.GetUtcNow() - theirs).Duration() is var skew && skew > NoticedSkew)
        {
            findings.Add(Finding.Warn("clock", $"this machine and the control plane disagree by {skew.TotalSeconds:0} s", "set both by NTP: keys and budgets end by the clock"));
        }
        else
        {
            findings.Add(Finding.Ok("clock", "agrees with the control plane's"));
        }

        if (patient.Endpoint.Token is null)
        {
            findings.Add(Finding.Fail("credentials", $"{url} answers, and no token for it was found", $"run this in the folder of `{kt} up`, or sign in with `{kt} auth login {url}`"));
            return findings;
        }

        if (await patient.AskAsync("/v1/whoami", cancellationToken) is not { } answer)
        {
            findings.Add(Finding.Fail("credentials", $"{url} does not take the token of {patient.Endpoint.Source(patient.Around)}", $"sign in again with `{kt} auth login`; the gateway has another address than the control plane"));
            return findings;
        }

        patient.IsSignedIn = true;
        var who = answer.Deserialize(ControlJson.Default.WhoAmI)!;
        findings.Insert(0, Finding.Ok("control plane", $"answers at {url}"));
        findings.Add(Finding.Ok("credentials", $"{who.Name}, team {who.TeamId ?? "all"}, roles {Show.List([.. who.Roles])}, from {patient.Endpoint.Source(patient.Around)}"));
        if (await patient.AskAsync("/v1/protection", cancellationToken) is { } protection)
        {
            findings.Add(KeyRing(protection.Deserialize(ControlJson.Default.ProtectionView)!));
        }

        return findings;
    }

    private static Finding KeyRing(ProtectionView ring) => ring.KeyRing switch
    {
        "database" => Finding.Ok("key ring", "in the database, wrapped by KEEPTRUSTS_MASTER_KEY"),
        "outside" => Finding.Ok("key ring", $"outside the data folder, in {ring.Folder}; keep it with your backups, apart from the data"),
        _ => Finding.Warn("key ring", $"beside the data, in {ring.Folder}: who copies the data folder can read every stored secret", "set KEEPTRUSTS_MASTER_KEY (`openssl rand -base64 32`) before the first secret is stored, or give the host a home folder that it may write"),
    };
}
