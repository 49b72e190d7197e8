// The middleware has a refusal of its own, of calls; here it is always the control plane's that is meant.
global using Refusal = Keeptrusts.Host.Records.Refusal;
