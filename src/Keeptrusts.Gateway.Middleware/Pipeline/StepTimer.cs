using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>Notes how long each step took since the one before.</summary>
internal struct StepTimer(CallRecord record, TimeProvider time)
{
    private long _since = time.GetTimestamp();

    public void Done(string step)
    {
        var now = time.GetTimestamp();
        record.Took(step, time.GetElapsedTime(_since, now));
        _since = now;
    }

    /// <summary>Ends the step that refused.</summary>
    public Ending Refused(string step, Refusal refusal)
    {
        Done(step);
        return Ending.Refused(refusal);
    }
}
